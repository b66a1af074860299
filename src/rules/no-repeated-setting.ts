import type { Extra } from '../core/model.ts';
import type { Placed } from '../core/place.ts';
import type { Rule } from '../core/rule.ts';
import { repeatedSettings } from './repeated-settings.ts';

export const noRepeatedSetting: Rule = {
  code: 'no-repeated-setting',
  severity: 'warning',
  summary: 'raw text that sets what a field sets',
  check({ applications }, report) {
    for (const extra of applications.flatMap(({ extra }) => extra)) {
      const settings = repeatedSettings[`${extra.target}.${extra.position.value}`] ?? {};
      for (const { at, name } of settingsOf(extra)) {
        const key = name.toLowerCase();
        const field = Object.hasOwn(settings, key) ? settings[key] : undefined;
        if (field === undefined) continue;
        report({
          at,
          message: `"${name}" is set already, and would be there twice`,
          help: `use the field "${field}", which holds for every target`,
        });
      }
    }
  },
};

interface Setting {
  readonly at: Placed<string>;
  readonly name: string;
}

/** What is set at the position itself: in a block or section of the text it is about something else. */
function settingsOf({ target, lines }: Extra): readonly Setting[] {
  const found: Setting[] = [];
  let depth = 0;
  for (const at of lines) {
    const text = at.value.replace(STRING_OR_COMMENT, ' ');
    // There an indented line goes on with the setting above it.
    const isContinued = target === 'supervisor' && /^[ \t]/.test(text);
    for (const piece of text.split(/(?<=[;{}])/)) {
      const name = /^[ \t]*([a-z][\w.-]*)/i.exec(piece)?.[1];
      if (depth === 0 && name !== undefined && !isContinued) found.push({ at, name });
      depth += /\{$|^[ \t]*<[^/]/.test(piece) ? 1 : /\}$|^[ \t]*<\//.test(piece) ? -1 : 0;
    }
  }
  return found;
}

const STRING_OR_COMMENT = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|^[ \t]*[#;].*|[ \t]#.*/g;

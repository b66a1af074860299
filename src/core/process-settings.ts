import type { Application as StatedApplication } from '../generated/descriptor.ts';
import { toApp } from './app.ts';
import { checkApp } from './check-app.ts';
import type { Diagnostic } from './diagnostic.ts';
import { derive, type Placed } from './place.ts';
import type { ProcessSettings, Restart, Signal, Worker } from './process.ts';
import { toProgramLine } from './program-line.ts';
import type { Reader } from './reader.ts';
import { formatTime, toBytes, toMilliseconds } from './units.ts';
import { toVariables } from './variable.ts';

/** The process side of an application, with its defaults. @param silence the longest that the web server waits for it */
export function toProcessSettings(
  stated: StatedApplication,
  { fields, silence }: { readonly fields: Reader; readonly silence: Placed<number> },
  report: (problem: Diagnostic) => void,
): ProcessSettings {
  const stop = fields.within('stop');
  const resources = fields.within('resources');
  const memory = resources.optional('memory', stated.resources?.memory);
  const settings: ProcessSettings = {
    command: stated.command === undefined ? null : toProgramLine(stated.command, fields, report),
    app: toApp(stated.app, fields, report),
    threads: fields.withDefault('threads', stated.threads, 1),
    restart: fields.withDefault<Restart>('restart', stated.restart, 'wait'),
    stop: {
      signal: stop.withDefault<Signal>('signal', stated.stop?.signal, 'TERM'),
      timeoutMilliseconds: toStopTimeout(stated.stop?.timeout, stop, silence),
    },
    reload: fields.optional<Signal>('reload', stated.reload),
    maxRequests: fields.optional('max_requests', stated.max_requests),
    log: fields.optional('log', stated.log),
    writablePaths: (stated.writable_paths ?? []).map((path, index) =>
      fields.within('writable_paths').at(index, path),
    ),
    network: fields.optional('network', stated.network),
    after: (stated.after ?? []).map((service, index) => fields.within('after').at(index, service)),
    resources: {
      memoryBytes: memory === null ? null : derive(memory, toBytes),
      files: resources.optional('files', stated.resources?.files),
    },
    workers: toWorkers(stated, fields, report),
  };
  checkApp(settings, report);
  return settings;
}

function toStopTimeout(
  stated: string | undefined,
  stop: Reader,
  silence: Placed<number>,
): Placed<number> {
  if (stated !== undefined) return derive(stop.at('timeout', stated), toMilliseconds);
  // To managers, 0 would be for ever.
  const standard = derive(silence, (time) => Math.max(time, 1000));
  const from = 'limits.read_timeout';
  stop.following('timeout', stated, { from, value: formatTime(standard.value) });
  return standard;
}

function toWorkers(
  { name, environment, workers }: StatedApplication,
  fields: Reader,
  report: (problem: Diagnostic) => void,
): readonly Worker[] {
  const shared = toVariables(environment, fields.within('environment'));
  return (workers ?? []).map((worker, index) => {
    const item = fields.within('workers').within(index);
    const own = toVariables(worker.environment, item.within('environment'));
    const names = new Set(own.map((variable) => variable.name.value));
    return {
      name: item.at('name', `${name}-${worker.name}`),
      command: toProgramLine(worker.command, item, report),
      processes: item.withDefault('processes', worker.processes, 1),
      environment: [...shared.filter((variable) => !names.has(variable.name.value)), ...own],
    };
  });
}

import { expect, it } from 'vitest';
import { json } from '../../../src/report/json.ts';
import { samples } from './samples.ts';

it('holds the diagnostics as they are, under a version', () => {
  expect(JSON.parse(json(samples))).toEqual({ version: 1, diagnostics: samples });
});

it('is complete without diagnostics', () => {
  expect(json([])).toBe('{\n  "version": 1,\n  "diagnostics": []\n}\n');
});

import fc from 'fast-check';

/**
 * What all random values of the tests come from. Every run tries the same ones, so that a change is judged by what it changes;
 * `SEED=$RANDOM` tries others.
 */
export const SEED = Number(process.env.SEED ?? 20261121);

fc.configureGlobal({ seed: SEED });

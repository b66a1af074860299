/** The only user that a relocated password file knows. */
export const PROVER = {
  name: 'prover',
  /** As every web server reads it. */
  line: 'prover:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\n',
  credentials: `Authorization: Basic ${btoa('prover:secret')}`,
  wrong: `Authorization: Basic ${btoa('prover:wrong')}`,
} as const;

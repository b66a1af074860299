/// <reference types="handlebars" />

// Handlebars' parser alone: its compiler and run time would be a fifth of the program, and are not used.
declare module 'handlebars/dist/cjs/handlebars/compiler/base.js' {
  export function parse(input: string): hbs.AST.Program;
}

// Modules without types: a sample is its text.
declare module "*.review" {
  const text: string;
  export default text;
}
declare module "pyodide/pyodide.asm.mjs" {
  const create: never;
  export default create;
}
declare module "*/review.parser.js" {
  import type { LRParser } from "@lezer/lr";
  export const parser: LRParser;
}

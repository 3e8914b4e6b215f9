export { parser } from "./review.parser.js";

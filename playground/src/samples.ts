// The samples to choose from; the page begins with the first one.
import arabic from "./samples/last-stop-cafe.review";
import english from "./samples/metallic-rouge.review";
import japanese from "./samples/shiomachi-diner.review";

export const SAMPLES = [
  { name: "English", language: "en", text: english },
  { name: "العربية", language: "ar", text: arabic },
  { name: "日本語", language: "ja", text: japanese },
];

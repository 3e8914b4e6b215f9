// Written by `make editors` from grammar/, not by hand.
import { styleTags, tags } from "@lezer/highlight";

export const highlighting = styleTags({
  Comment: tags.lineComment,
  Escaped: tags.content,
  Heading: tags.heading2,
  Title: tags.heading1,
  Quote: tags.quote,
  Figure: tags.url,
  Comments: tags.comment,
  Boilerplate: tags.comment,
  Guide: tags.keyword,
  Season: tags.keyword,
  Verdict: tags.strong,
  Entry: tags.className,
  Rating: tags.propertyName,
  Field: tags.attributeName,
  Item: tags.list,
  Prose: tags.content,
});

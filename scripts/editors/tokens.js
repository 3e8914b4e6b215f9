class Place {
  constructor(state, isBelowBlank, titles) {
    this.state = state;
    this.isBelowBlank = isBelowBlank;
    this.titles = titles;
    this.hash = hashed(`${state} ${isBelowBlank} ${titles.join("\n")}`);
  }
}

function hashed(text) {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (hash * 31 + text.charCodeAt(at)) | 0;
  return hash;
}

const tidy = (text) => text.replace(/[ \t\n]+/g, " ").trim();
const fits = (name, line) => PATTERNS[name].test(line);

// The line at an offset without the white space around it, and the offset of the next one.
function lineAt(input, at) {
  const codes = [];
  let code;
  while ((code = input.peek(at)) >= 0 && code !== 10) {
    codes.push(code);
    at++;
  }
  let text = "";
  for (let from = 0; from < codes.length; from += 4096) {
    text += String.fromCharCode(...codes.slice(from, from + 4096));
  }
  return { text: text.trim(), next: code === 10 ? at + 1 : at, isLast: code !== 10 };
}

function repeats(line) {
  const text = tidy(line.replace(/^[#＃]+/, ""));
  const named = PATTERNS["named title"].exec(text);
  return named ? [text, tidy(named[1])] : [text];
}

export const state = new ContextTracker({
  start: new Place(START, false, []),
  shift(place, term, stack, input) {
    if (term === terms.blank) return new Place(place.state, true, place.titles);
    const isBelowBlank = place.isBelowBlank && ASIDE_TERMS.includes(term);
    const titles = TITLE_TERMS.includes(term) ? repeats(lineAt(input, 0).text) : place.titles;
    return new Place(BELOW[term] ?? place.state, isBelowBlank, titles);
  },
  hash: (place) => place.hash,
});

// The lines below the one that is read, as far as they are asked for.
class Below {
  constructor(input, at, isLast, titles) {
    this.input = input;
    this.at = at;
    this.isLast = isLast;
    this.titles = titles;
    this.lines = [];
  }

  line(number) {
    while (this.lines.length <= number && !this.isLast) {
      const { text, next, isLast } = lineAt(this.input, this.at);
      this.lines.push(text);
      this.at = next;
      this.isLast = isLast;
    }
    return this.lines[number];
  }

  isAside(line) {
    return this.titles.includes(tidy(line)) || ASIDES.some((name) => fits(name, line));
  }

  find([steps, apart, blank, end]) {
    let waits = apart;
    for (let number = 0; number < FARTHEST; number++) {
      const line = this.line(number);
      if (line === undefined) break;
      if (line === "") {
        if (!waits && blank !== null) return blank;
        waits = false;
      } else if (!this.isAside(line)) {
        if (waits) return false;
        const step = steps.find(
          ([pattern, , alone]) => (!alone || !this.line(number + 1)) && fits(pattern, line),
        );
        if (step && step[1] !== null) return step[1];
      }
    }
    return end;
  }
}

export const lines = new ExternalTokenizer(
  (input, stack) => {
    const { text, next, isLast } = lineAt(input, 0);
    if (next === 0) return;
    if (text === "") return input.acceptToken(terms.blank, next);
    const { state: here, isBelowBlank, titles } = stack.context;
    const below = new Below(input, next, isLast, titles);
    for (const [pattern, term, whereBlank, ahead] of STATES[here]) {
      if (whereBlank !== null && whereBlank !== isBelowBlank) continue;
      if (pattern === REPEATED ? !titles.includes(tidy(text)) : !fits(pattern, text)) continue;
      if (ahead === null || below.find(AHEAD[ahead])) return input.acceptToken(term, next);
    }
  },
  { contextual: true },
);

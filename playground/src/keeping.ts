// Keeps the user's texts in the browser, so that a reload or a link never loses one.

/** The user's present text, and the earlier ones, newest first. */
export interface Kept {
  own: string | null;
  earlier: string[];
}

const NAME = "reviewfmt-playground";
const MOST = 5; // earlier texts

/** Each tab has its own copy; another one is for the next visit. A browser may allow neither. */
function storages(): Storage[] {
  const found: Storage[] = [];
  for (const name of ["sessionStorage", "localStorage"] as const) {
    try {
      found.push(window[name]);
    } catch {
      // forbidden by the settings, or a page that is opened as a file
    }
  }
  return found;
}

/** Return the texts that were kept, or none if they cannot be read. */
export function kept(): Kept {
  for (const storage of storages()) {
    try {
      const { own, earlier } = JSON.parse(storage.getItem(NAME) ?? "");
      if ((own !== null && typeof own !== "string") || !Array.isArray(earlier)) continue;
      return { own, earlier: earlier.filter((one) => typeof one === "string").slice(0, MOST) };
    } catch {
      // empty, or written by something else
    }
  }
  return { own: null, earlier: [] };
}

/** Keep texts of up to `most` characters in total; return whether the present text is kept. */
export function keep({ own, earlier }: Kept, most: number): boolean {
  let left = most - (own?.length ?? 0);
  if (left < 0) return false;
  const texts = earlier.filter((one) => (left -= one.length) >= 0);
  let isKept = false;
  for (const storage of storages()) {
    for (const held of [{ own, earlier: texts }, { own, earlier: [] }]) {
      try {
        storage.setItem(NAME, JSON.stringify(held));
        isKept = true;
        break;
      } catch {
        // no space left
      }
    }
  }
  return isKept;
}

/** Return the earlier texts with one more at the front. */
export function remembered(earlier: string[], text: string): string[] {
  return [text, ...earlier.filter((one) => one !== text)].slice(0, MOST);
}

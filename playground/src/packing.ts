// Encodes bytes in base64, compresses texts, and does the reverse of both.

/** Thrown if data cannot be unpacked, or would exceed a limit. */
export class PackingError extends Error {}

const STEP = 0x8000;

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let at = 0; at < raw.length; at++) bytes[at] = raw.charCodeAt(at);
  return bytes;
}

function toBase64(bytes: Uint8Array): string {
  let raw = "";
  for (let at = 0; at < bytes.length; at += STEP) {
    raw += String.fromCharCode(...bytes.subarray(at, at + STEP));
  }
  return btoa(raw);
}

const through = (bytes: Uint8Array<ArrayBuffer>, change: CompressionStream | DecompressionStream) =>
  new Blob([bytes]).stream().pipeThrough(change);

/** Return the bytes of a file that is compressed with gzip and encoded in base64. */
export async function unpacked(file: string): Promise<ArrayBuffer> {
  return new Response(through(fromBase64(file), new DecompressionStream("gzip"))).arrayBuffer();
}

/** Return a text, compressed, in characters that are valid in the fragment of a URL. */
export async function toFragment(text: string): Promise<string> {
  const stream = through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Return a text that `toFragment` packed, if it has at most `most` bytes; throws PackingError. */
export async function fromFragment(packed: string, most: number): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let size = 0;
  try {
    const bytes = fromBase64(packed.replaceAll("-", "+").replaceAll("_", "/"));
    const reader = through(bytes, new DecompressionStream("deflate-raw")).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      size += value.length;
      if (size > most) {
        await reader.cancel();
        throw new PackingError(`it holds more than ${most} bytes`);
      }
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    throw error instanceof PackingError ? error : new PackingError("it is not complete");
  }
}

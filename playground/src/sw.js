// Keeps the files of one build of the playground, so that it opens without a network.
// The build adds two constants at the top: FILES, the addresses of the files, and BUILD, their hash.
const NAME = `reviewfmt-playground-${BUILD}`;
const OURS = /^reviewfmt-playground-/;
const LARGE = /^engine\./; // the page loads it while this runs, so it is fetched once, through this worker

self.addEventListener("install", (event) => {
  const names = self.registration.active ? FILES : FILES.filter((name) => !LARGE.test(name));
  event.waitUntil(
    caches.open(NAME).then(async (cache) => {
      for (const name of names) {
        // A file with a hash in its name never changes: the copy that the browser has is valid.
        const kept = /\.[0-9a-f]{12}\./.test(name);
        const answer = await fetch(name, { cache: kept ? "force-cache" : "no-cache" });
        if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
        await cache.put(name, answer);
      }
      await self.skipWaiting();
    }),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys().then(async (names) => {
      const old = names.filter((name) => OURS.test(name) && name !== NAME);
      await Promise.all(old.map((name) => caches.delete(name)));
      await self.clients.claim();
    }),
  );
});

self.addEventListener("fetch", (event) => {
  const asked = event.request;
  if (asked.method !== "GET" || !asked.url.startsWith(self.registration.scope)) return;
  const rest = asked.url.slice(self.registration.scope.length).replace(/[?#].*$/s, "");
  event.respondWith(answered(asked, rest === "" ? "index.html" : rest));
});

async function answered(asked, name) {
  const cache = await caches.open(NAME);
  const kept = await cache.match(name);
  if (kept !== undefined) return kept;
  const answer = await fetch(asked);
  if (FILES.includes(name) && answer.status === 200) await cache.put(name, answer.clone());
  return answer;
}

// Shows the page again when the site has changed. `reviewfmt serve` adds it, and no site holds it.
"use strict";
(() => {
  const shown = document.currentScript.dataset.version;
  const events = new EventSource("/-/events");
  events.onmessage = (event) => {
    if (event.data !== shown) location.reload();
  };
  addEventListener("pagehide", () => events.close());
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
})();

// Puts the page that comes from the extension into a frame in which nothing runs, and keeps the
// place that the reader has scrolled to, and what the reader has opened.
(() => {
  const host = acquireVsCodeApi();
  const frame = document.getElementById("page");
  const message = document.getElementById("message");
  const state = { ...JSON.parse(document.body.dataset.state), ...host.getState() };
  let shown = "";
  host.setState(state);

  /** The elements that readers open; what they have opened stays so while their number does. */
  const opening = (page) => [...page.querySelectorAll("details")];

  function show(html) {
    if (html === shown) return;
    const page = frame.contentDocument;
    const made = new DOMParser().parseFromString(html, "text/html");
    for (const script of made.querySelectorAll("script")) script.remove();
    const before = opening(page);
    const after = opening(made);
    if (before.length === after.length) after.forEach((one, at) => (one.open = before[at].open));
    const { scrollX, scrollY } = shown ? frame.contentWindow : { scrollX: 0, scrollY: state.scroll ?? 0 };
    page.replaceChild(page.adoptNode(made.documentElement), page.documentElement);
    frame.contentWindow.scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
    shown = html;
  }

  function listen() {
    const page = frame.contentDocument;
    page.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href]");
      if (!link) return;
      event.preventDefault();
      const address = link.getAttribute("href");
      if (address.startsWith("#")) {
        page.getElementById(decodeURIComponent(address.slice(1)))?.scrollIntoView();
      } else {
        host.postMessage({ kind: "open", address });
      }
    });
    frame.contentWindow.addEventListener("scroll", () => {
      if (!shown) return;
      state.scroll = frame.contentWindow.scrollY;
      host.setState(state);
    });
  }

  window.addEventListener("message", ({ data }) => {
    if (data.kind !== "page") return;
    message.textContent = data.message ?? "";
    message.hidden = !data.message;
    if (data.html !== null) show(data.html);
  });

  const begin = () => {
    listen();
    host.postMessage({ kind: "ready" });
  };
  if (frame.contentDocument?.readyState === "complete" && frame.contentDocument.URL === "about:srcdoc") begin();
  else frame.addEventListener("load", begin, { once: true });
})();

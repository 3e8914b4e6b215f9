// Lets the search box be shown: it needs JavaScript, and a server to load the index from. This
// runs before the page is drawn, so that nothing moves.
"use strict";
if (location.protocol.startsWith("http")) document.documentElement.classList.add("is-served");

// Pages kept for a visit without coverage. Only what the reader chose is kept; online, the network
// always comes first, and a kept page is kept anew when it is seen again.
"use strict";
const KEPT = "hjemmebesok";
const ASSET = /(?:src|href)="((?:\.\.\/|\.\/)*assets\/[^"]+)"/g;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function answer(request) {
  const kept = await caches.open(KEPT);
  const known = await kept.match(request, { ignoreSearch: true });
  if (known && new URL(request.url).pathname.includes("/assets/")) return known; // the name holds the content's sum
  try {
    const fresh = await fetch(request);
    if (known && fresh.ok && request.mode === "navigate") await renew(kept, request, fresh.clone());
    return fresh;
  } catch (error) {
    if (known) return known;
    if (request.mode !== "navigate") throw error;
    return await kept.match(new URL("lagret/", self.registration.scope)) ?? Response.error();
  }
}

// The page is replaced only when everything it needs is at hand.
async function renew(kept, request, response) {
  const text = await response.clone().text();
  const assets = [...text.matchAll(ASSET)].map(([, path]) => new URL(path, request.url).href);
  const missing = [];
  for (const asset of assets) if (!await kept.match(asset)) missing.push(asset);
  try {
    await kept.addAll(missing);
    await kept.put(request.url.split(/[?#]/)[0], response);
  } catch { /* storage is full: the page that is kept stays as it was */ }
}

self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && event.request.url.startsWith(self.registration.scope)) event.respondWith(answer(event.request));
});

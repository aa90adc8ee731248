// This site keeps no copies: what an earlier worker has kept goes, and the worker with it.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OWN)).map((name) => caches.delete(name)));
  await self.registration.unregister();
}

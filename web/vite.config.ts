import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { appIcon } from "./scripts/app-icon.ts";
import { budget } from "./scripts/budget.ts";
import { devSession } from "./scripts/dev-session.ts";
import { pageHeads } from "./scripts/page-heads.ts";
import { precompress } from "./scripts/precompress.ts";
import { preloadFonts } from "./scripts/preload-fonts.ts";

const server = process.env.ECHOTUNE_DEV_SERVER ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react(), appIcon(), devSession(server), preloadFonts(), budget(), pageHeads(), precompress()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    outDir: "../src/echotune/web_dist",
    emptyOutDir: true,
    assetsInlineLimit: 0, // the content security policy allows no data: scripts or fonts
    target: "es2023",
  },
  server: {
    host: "127.0.0.1",
    // The server compares Origin with Host: the proxy must present both as its own.
    proxy: { "/api": { target: server, changeOrigin: true, headers: { origin: server } } },
  },
  test: {
    environment: "jsdom",
    setupFiles: ["./src/test/setup.ts"],
    css: { modules: { classNameStrategy: "non-scoped" } },
    restoreMocks: true,
    testTimeout: 30_000,
  },
});

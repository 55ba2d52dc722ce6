/** The server hands out the browser's session with its own index page; the development server serves another one, so it fetches it. */
import type { Plugin } from "vite";

export function devSession(server: string): Plugin {
  return {
    name: "echotune:dev-session",
    configureServer(dev) {
      dev.middlewares.use((request, response, next) => {
        if (request.headers.cookie || !request.headers.accept?.includes("text/html")) return next();
        fetch(server, { headers: { accept: "text/html" } })
          .then((page) => response.setHeader("Set-Cookie", page.headers.getSetCookie()))
          .catch((error: unknown) => dev.config.logger.warn(`No session yet: ${server} does not answer (${String(error)}).`))
          .finally(() => next());
      });
    },
  };
}

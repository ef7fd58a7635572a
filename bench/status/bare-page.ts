import { createServer } from "node:http";

/** The least that a server can do with a page: send as many bytes as the page has, from memory. */
const bytes = Buffer.alloc(Number(process.env.PAGE_BYTES ?? "0"), "x");
const server = createServer((_request, response) => {
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.setHeader("content-length", String(bytes.length));
  response.end(bytes);
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  process.stdout.write(`${JSON.stringify({ port: address.port })}\n`);
});

// @fastify/http-proxy as its README sets it up, with the provider's key put in. Usage: node fastify-proxy.js <port> <upstream>
import proxy from "@fastify/http-proxy";
import Fastify from "fastify";

const [port, upstream] = process.argv.slice(2);
const fastify = Fastify({ logger: false });
fastify.register(proxy, {
  upstream,
  undici: { connections: 256, pipelining: 1 },
  replyOptions: {
    rewriteRequestHeaders: (request, headers) => ({ ...headers, authorization: "Bearer key-of-the-provider" }),
  },
});
await fastify.listen({ port: Number(port), host: "127.0.0.1" });

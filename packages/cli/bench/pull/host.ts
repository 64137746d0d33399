import { startHost } from "@kontor/host";
import { shopify } from "@kontor/plugin-shopify/fake";
import { connector as shopware } from "@kontor/plugin-shopware";
import { connector as woocommerce } from "@kontor/plugin-woocommerce";
import { destination, pino } from "pino";
import { APP } from "./app.ts";

/** The host as an operator runs it, in a process of its own: only what it takes is measured. Shopify's shops are fakes here. */

/** By the shop's domain: where it is reached. */
const origins = JSON.parse(process.env.BENCH_ORIGINS ?? "{}") as Readonly<Record<string, string>>;
const host = await startHost({
	hubUrl: process.env.KONTOR_HUB_URL ?? "",
	key: process.env.KONTOR_HOST_KEY ?? "",
	plugins: [woocommerce, shopware, shopify((shop) => origins[shop] ?? `https://${shop}`)],
	apps: { shopify: APP },
	publicUrl: null,
	allowPrivateAddresses: true,
	log: pino({ level: "warn" }, destination(2)),
});
process.once("SIGTERM", () => void host.close().then(() => process.exit(0)));
await host.ready;
process.on("message", () => {
	globalThis.gc?.();
	const { heapUsed, external } = process.memoryUsage();
	process.send?.(Math.round((heapUsed + external) / 1e6));
});

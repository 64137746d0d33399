import { readApps, startHost } from "@kontor/host";
import { pino } from "pino";
import * as z from "zod";
import { template } from "./connector.ts";

/** What this process is told: the same variables as those of Kontor's own host. */
const env = z
	.object({
		KONTOR_HUB_URL: z.url(),
		/** As the hub's operator gave it. */
		KONTOR_HOST_KEY: z.string().min(1),
		KONTOR_HOST_LISTEN: z
			.string()
			.regex(/^[^:]+:\d+$/)
			.default("127.0.0.1:4711"),
		/** Where shops reach that, behind a proxy for instance. Left out: not at all, orders are then read every few minutes. */
		KONTOR_PUBLIC_URL: z.url().nullable().default(null),
		/** Shops on this machine or in its network: for trying out. */
		KONTOR_ALLOW_PRIVATE_ADDRESSES: z.stringbool().default(false),
		LOG_LEVEL: z.string().default("info"),
	})
	.parse(process.env);

const [address = "", port] = env.KONTOR_HOST_LISTEN.split(":");
const log = pino({ level: env.LOG_LEVEL });
const host = await startHost({
	hubUrl: env.KONTOR_HUB_URL,
	key: env.KONTOR_HOST_KEY,
	plugins: [template],
	apps: await readApps(process.env, [template]),
	listen: { host: address, port: Number(port) },
	publicUrl: env.KONTOR_PUBLIC_URL,
	allowPrivateAddresses: env.KONTOR_ALLOW_PRIVATE_ADDRESSES,
	log,
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void host.close());
await host.ready;
log.info({ url: host.url, publicUrl: env.KONTOR_PUBLIC_URL }, "serving");

import { join, resolve } from "node:path";
import * as z from "zod";

const Environment = z.object({
	KONTOR_HUB_URL: z.url().default("http://127.0.0.1:4710"),
	/** As the operator got it when he admitted the host (`createHost`). */
	KONTOR_HOST_KEY: z.string().min(1).optional(),
	/** Where it takes webhooks and consent pages in. Left out: 4711 on this machine only. */
	KONTOR_HOST_LISTEN: z
		.string()
		.regex(/^[^:]+:\d+$/, "expected host:port")
		.default("127.0.0.1:4711"),
	/** Where shops reach that, behind a proxy for instance. "none": not at all, orders are then only pulled. */
	KONTOR_PUBLIC_URL: z.union([z.literal("none"), z.url()]).optional(),
	/** Shops in the operator's own network, or on this machine. */
	KONTOR_ALLOW_PRIVATE_ADDRESSES: z.stringbool().default(false),
	/** A folder with a subfolder per plugin. */
	KONTOR_PLUGINS: z.string().default(join(import.meta.dirname, "../../../../plugins")),
	LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
});

export interface HostEnvironment {
	readonly hubUrl: string;
	readonly key: string | null;
	readonly listen: { readonly host: string; readonly port: number };
	/** Undefined: the address it listens at. Null: none. */
	readonly publicUrl: string | null | undefined;
	readonly allowPrivateAddresses: boolean;
	readonly plugins: string;
	readonly logLevel: string;
}

/** @throws Error naming each variable that is wrong, and what was expected. */
export function readHostEnvironment(variables: NodeJS.ProcessEnv): HostEnvironment {
	const parsed = Environment.safeParse(variables);
	if (!parsed.success) {
		throw new Error(parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("\n"));
	}
	const env = parsed.data;
	const [host = "", port] = env.KONTOR_HOST_LISTEN.split(":");
	return {
		hubUrl: env.KONTOR_HUB_URL,
		key: env.KONTOR_HOST_KEY ?? null,
		listen: { host, port: Number(port) },
		publicUrl: env.KONTOR_PUBLIC_URL === "none" ? null : env.KONTOR_PUBLIC_URL,
		allowPrivateAddresses: env.KONTOR_ALLOW_PRIVATE_ADDRESSES,
		plugins: resolve(env.KONTOR_PLUGINS),
		logLevel: env.LOG_LEVEL,
	};
}

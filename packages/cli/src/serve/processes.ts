import { findPlugins, readApps, startHost } from "@kontor/host";
import { type HubEnvironment, optionsOf, provideDatabase, startHub } from "@kontor/hub";
import { destination, type Logger, pino } from "pino";
import type { HostEnvironment } from "./host-environment.ts";

/** Something that runs until it is closed. */
export interface Running {
	readonly url: string;
	close(): Promise<void>;
}

/** A hub with its database. @param stopsDatabase whether closing it also ends the embedded database. */
export async function runHub(env: HubEnvironment, log: Logger, stopsDatabase: boolean): Promise<Running> {
	const database = await provideDatabase(env);
	const stopDatabase = async () => {
		if (stopsDatabase) await database.embedded?.stop();
	};
	try {
		const hub = await startHub({ ...optionsOf(env), databaseUrl: database.url, log });
		return {
			url: hub.url,
			async close() {
				await hub.close();
				await stopDatabase();
			},
		};
	} catch (error) {
		await stopDatabase();
		throw error;
	}
}

export interface RunningHost extends Running {
	readonly plugins: readonly string[];
	/** Rejects where the hub refuses it. */
	readonly ready: Promise<void>;
}

/** A host with all plugins of the folder. */
export async function runHost(env: HostEnvironment, key: string, log: Logger): Promise<RunningHost> {
	const found = await findPlugins(env.plugins);
	const plugins = await Promise.all(found.map(({ load }) => load()));
	const host = await startHost({
		hubUrl: env.hubUrl,
		key,
		plugins,
		apps: await readApps(process.env, plugins),
		listen: env.listen,
		...(env.publicUrl === undefined ? {} : { publicUrl: env.publicUrl }),
		allowPrivateAddresses: env.allowPrivateAddresses,
		log,
	});
	return { url: host.url, ready: host.ready, plugins: found.map(({ id }) => id), close: () => host.close() };
}

export function logTo(stream: "stdout" | "stderr", level: string): Logger {
	return pino({ level }, destination(stream === "stdout" ? 1 : 2));
}

/** Resolves at Ctrl-C or SIGTERM. Whoever asks a second time does not wait any longer. */
export async function untilStopped(): Promise<void> {
	const stop = Promise.withResolvers<void>();
	let asked = 0;
	for (const signal of ["SIGINT", "SIGTERM"] as const) {
		process.on(signal, () => {
			if (asked++ > 0) process.exit(130);
			stop.resolve();
		});
	}
	await stop.promise;
}

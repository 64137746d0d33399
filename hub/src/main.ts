import { destination, pino } from "pino";
import { provideDatabase } from "./db/provide-database.ts";
import { readEnvironment } from "./env.ts";
import { optionsOf, startHub } from "./start.ts";

/** One hub process from its environment variables (env.ts); ends gracefully at SIGTERM and SIGINT. */
const env = await readEnvironment(process.env);
const log = pino({ level: env.logLevel }, destination(1));
const running = await startHub({ ...optionsOf(env), databaseUrl: (await provideDatabase(env)).url, log });
for (const signal of ["SIGINT", "SIGTERM"] as const) {
	process.once(signal, () => {
		log.info({ signal }, "hub stops");
		running.close().then(
			() => process.exit(0),
			(error: unknown) => {
				log.error({ err: error }, "stopping failed");
				process.exit(1);
			},
		);
	});
}

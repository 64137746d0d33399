import { destination, pino } from "pino";
import { feedsOf } from "./bank-feeds/feeds.ts";
import { provideDatabase } from "./db/provide-database.ts";
import { readEnvironment } from "./env.ts";
import { startHub } from "./start.ts";

/** One hub process from its environment variables (env.ts); ends gracefully at SIGTERM and SIGINT. */
const env = await readEnvironment(process.env);
const log = pino({ level: env.logLevel }, destination(1));
const running = await startHub({
	databaseUrl: (await provideDatabase(env)).url,
	secretKey: env.secretKey,
	operatorKey: env.operatorKey,
	listen: env.listen,
	...(env.publicUrl === undefined ? {} : { publicUrl: env.publicUrl }),
	pages: env.pages,
	leaseSeconds: env.leaseSeconds,
	assignThreads: env.assignThreads,
	booksBytes: env.booksBytes,
	feeds: feedsOf(env.feeds),
	allowPrivateAddresses: env.allowPrivateAddresses,
	mailServer: env.mailServer,
	letterFolder: env.letterFolder,
	log,
});
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

import { join } from "node:path";
import { destination, pino } from "pino";
import { startEmbeddedPostgres } from "./db/embedded-postgres.ts";
import { provideHubLogin } from "./db/hub-role.ts";
import { migrate } from "./db/migrate.ts";
import { type HubEnvironment, readEnvironment } from "./env.ts";
import { startHub } from "./start.ts";

/** One hub process from its environment variables (env.ts); ends gracefully at SIGTERM and SIGINT. */
const env = await readEnvironment(process.env);
const log = pino({ level: env.logLevel }, destination(1));
const running = await startHub({
	databaseUrl: await provideDatabase(env),
	secretKey: env.secretKey,
	operatorKey: env.operatorKey,
	listen: env.listen,
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

/** A database that is up to date, and the hub's own login to it. */
async function provideDatabase(env: HubEnvironment): Promise<string> {
	if (env.hubUrl !== null && env.ownerUrl === null) return env.hubUrl;
	const ownerUrl = env.ownerUrl ?? (await startEmbeddedPostgres(join(env.home, "postgres"))).url;
	await migrate(ownerUrl);
	return env.hubUrl ?? provideHubLogin(ownerUrl, env.secretKey);
}

import { readEnvironment } from "@kontor/hub";
import type { Language } from "../language.ts";
import { readHostEnvironment } from "./host-environment.ts";
import { logTo, type Running, runHost, runHub, untilStopped } from "./processes.ts";

/** A hub alone. Its embedded database, if it has one, goes on running: other hubs may use it. */
export async function hub(variables: NodeJS.ProcessEnv): Promise<void> {
	const env = await readEnvironment(variables);
	await serve(await runHub(env, logTo("stdout", env.logLevel), false));
}

/** A host alone, with all plugins its key is for. */
export async function host(variables: NodeJS.ProcessEnv, language: Language): Promise<void> {
	const env = readHostEnvironment(variables);
	if (env.key === null) {
		throw new Error(
			language === "de"
				? "Der Schlüssel des Hosts fehlt: KONTOR_HOST_KEY oder --key (der Betreiber erhält ihn mit POST /v1/hosts)."
				: "The host's key is missing: KONTOR_HOST_KEY or --key (the operator gets it by POST /v1/hosts).",
		);
	}
	const log = logTo("stdout", env.logLevel);
	const running = await runHost(env, env.key, log);
	log.info({ url: running.url, hub: env.hubUrl, plugins: running.plugins }, "host listens");
	await serve(running, running.ready);
}

/** @param ready rejects where it cannot do its work: then there is nothing to wait for. */
async function serve(running: Running, ready: Promise<void> = Promise.resolve()): Promise<void> {
	await Promise.race([untilStopped(), ready.then(() => new Promise(() => {}))]);
	await running.close();
	// Nothing is left to do; an idle socket of a shop's server must not hold the process.
	process.exit(0);
}

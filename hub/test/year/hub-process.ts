import { pino } from "pino";
import { tick } from "../../src/jobs/tick.ts";
import { startHub } from "../../src/start.ts";
import type { Asked, Told } from "./hub-talk.ts";

/** A hub that can be killed: a process of its own, whose clock shows what it is told. `node hub-process.ts URL KEY NOW` */
const [databaseUrl = "", operatorKey = "", begin = ""] = process.argv.slice(2);
let now = new Date(begin);

const { hub, url } = await startHub({
	databaseUrl,
	operatorKey,
	secretKey: new Uint8Array(32),
	clock: () => now,
	tickMs: null,
	// What fails must be seen: a look that fails is made up for an hour later, and nobody waits for it here.
	log: pino({ level: process.env.LOG_LEVEL ?? "error" }, pino.destination(2)),
	allowPrivateAddresses: true,
});

const say = (told: Told) => process.send?.(told);

process.on("message", ({ id, clock, looks }: Asked) => {
	now = new Date(clock);
	void (async () => {
		if (looks === "everywhere") await tick(hub);
		if (looks === "messages") await hub.messageRuns.look(hub);
		await hub.messageRuns.idle();
		say({ done: id });
	})();
});
// Whoever started it is gone.
process.on("disconnect", () => process.exit());
say({ url });

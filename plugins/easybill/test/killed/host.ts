import { startHost } from "@kontor/host";
import { easybill } from "../../src/easybill.ts";

/** A host that is to be killed: many commands at a time, so that a death finds them at many points. */
const { HUB_URL = "", HUB_KEY = "", EASYBILL_URL = "" } = process.env;
const { manifest, ...connector } = easybill(EASYBILL_URL);

await startHost({
	hubUrl: HUB_URL,
	key: HUB_KEY,
	plugins: [{ ...connector, manifest: { ...manifest, limits: { requestsPerSecond: 10_000, concurrency: 25 } } }],
	allowPrivateAddresses: true,
	slots: 64,
});

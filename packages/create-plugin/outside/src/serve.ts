import { readApps, startHost } from "@kontor/host";
import { template } from "./connector.ts";

const { KONTOR_HUB_URL: hubUrl, KONTOR_HOST_KEY: key, KONTOR_PUBLIC_URL: publicUrl } = process.env;
if (hubUrl === undefined || key === undefined) throw new Error("KONTOR_HUB_URL and KONTOR_HOST_KEY are to be set");

const host = await startHost({
	hubUrl,
	key,
	plugins: [template],
	apps: await readApps(process.env, [template]),
	// Without an address no shop can call: events are then read, some minutes late.
	...(publicUrl === undefined ? {} : { publicUrl }),
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void host.close());
await host.ready;
console.log(`serving at ${host.url}`);

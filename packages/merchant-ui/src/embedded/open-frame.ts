import type { AdminFrame } from "@kontor/connector";

/** By plugin: what it has to do with its admin. Only the one that is shown is loaded. */
const OF_PLUGINS = import.meta.glob<{ openFrame(): Promise<AdminFrame> }>("../../../../plugins/*/src/app/frame.ts");

/** An admin that signs the page's address and does nothing else. */
const PLAIN: AdminFrame = {
	proof: async () => ({ query: location.search, headers: {} }),
	renews: false,
	visible: true,
};

export async function openFrame(plugin: string): Promise<AdminFrame> {
	const load = OF_PLUGINS[`../../../../plugins/${plugin}/src/app/frame.ts`];
	return load === undefined ? PLAIN : (await load()).openFrame();
}

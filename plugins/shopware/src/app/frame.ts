/// <reference lib="dom" />
import type { AdminFrame } from "@kontor/connector";

/** The module under Extensions > Kontor. */
const MODULE = "kontor-connection";

/**
 * The administration opens the app's address twice: hidden, where the app says what it adds, and as that module. Either
 * address is signed on its own. The page leaves the address alone: what an app tells the administration about it
 * (`location.updateUrl`) is put behind the signature the next time, which is then none.
 */
export async function openFrame(): Promise<AdminFrame> {
	const { send, location } = await sdk();
	const hidden = location.is(location.MAIN_HIDDEN);
	if (hidden) await send("mainModuleAdd", { heading: "Kontor", locationId: MODULE });
	return {
		proof: async () => ({ query: globalThis.location.search, headers: {} }),
		renews: false,
		visible: !hidden,
		async notify({ kind, title, text }) {
			await send("notificationDispatch", { title, message: text, variant: kind, growl: true });
		},
	};
}

/** Its parts by themselves: the whole of it wants Vue. */
async function sdk() {
	// It adds a style to the page, which the page's policy forbids, unless it finds something of this name.
	const found = document.createElement("meta");
	found.id = "meteor-admin-sdk-embedded";
	document.head.append(found);
	const [{ send }, location] = await Promise.all([
		import("@shopware-ag/admin-extension-sdk/es/channel"),
		import("@shopware-ag/admin-extension-sdk/es/location"),
	]);
	return { send, location };
}

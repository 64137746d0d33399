/// <reference lib="dom" />
import type { AdminFrame } from "@kontor/connector";
// The parts by themselves: the whole of the SDK wants Vue.
import { send } from "@shopware-ag/admin-extension-sdk/es/channel";
import * as location from "@shopware-ag/admin-extension-sdk/es/location";

/** The module under Extensions > Kontor. */
const MODULE = "kontor-connection";

/**
 * The administration opens the app's address twice: hidden, where the app says what it adds, and as that module. Either
 * address is signed on its own.
 */
export async function openFrame(): Promise<AdminFrame> {
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

import {
	changeHost,
	createHost,
	createHostKey,
	createMerchant,
	createMerchantKey,
	getSettings,
	getShopSettings,
	listHosts,
	listPending,
	patchSettings,
	patchShopSettings,
	revokeHostKey,
} from "@kontor/protocol";
import { merchantRoute } from "../http/merchant-route.ts";
import { type Route, route } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { addHostKey, admitHost, changeAdmission } from "./admit-host.ts";
import { addMerchant, addMerchantKey } from "./create-merchant.ts";
import { admittedHosts } from "./list-hosts.ts";
import { pending } from "./pending.ts";
import { revokeKeyOfHost } from "./revoke-host.ts";
import { changeSettings, settingsOf } from "./settings.ts";
import { changeShopSettings, shopSettings } from "./shop-settings.ts";

export function routes(hub: Hub): readonly Route[] {
	return [
		route(createMerchant, (_, { body }) => addMerchant(hub, body)),
		route(createMerchantKey, (_, { params, body }) => addMerchantKey(hub, params.merchant, body)),
		route(createHost, (_, { body }) => admitHost(hub, body)),
		route(changeHost, (_, { params, body }) => changeAdmission(hub, params.host, body)),
		route(listHosts, () => admittedHosts(hub)),
		route(createHostKey, (_, { params }) => addHostKey(hub, params.host)),
		route(revokeHostKey, (_, { params }) => revokeKeyOfHost(hub, params.host, params.hostKey)),
		merchantRoute(hub, getSettings, (tx) => settingsOf(tx)),
		merchantRoute(hub, patchSettings, (tx, { body }, { label }) =>
			changeSettings(tx, body, { by: "person", credential: label }),
		),
		merchantRoute(hub, getShopSettings, (tx, { params }) => shopSettings(tx, params.connection)),
		merchantRoute(hub, patchShopSettings, (tx, { params, body }, { label }) =>
			changeShopSettings(tx, params.connection, body, { by: "person", credential: label }),
		),
		merchantRoute(hub, listPending, (tx, { query }) => pending(tx, query)),
	];
}

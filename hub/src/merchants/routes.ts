import {
	changeHost,
	createHost,
	createMerchant,
	createMerchantKey,
	getSettings,
	getShopSettings,
	listPending,
	patchSettings,
	patchShopSettings,
} from "@kontor/protocol";
import { merchantRoute } from "../http/merchant-route.ts";
import { type Route, route } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { admitHost, changeAdmission } from "./admit-host.ts";
import { addMerchant, addMerchantKey } from "./create-merchant.ts";
import { pending } from "./pending.ts";
import { changeSettings, settingsOf } from "./settings.ts";
import { changeShopSettings, shopSettings } from "./shop-settings.ts";

export function routes(hub: Hub): readonly Route[] {
	return [
		route(createMerchant, (_, { body }) => addMerchant(hub, body)),
		route(createMerchantKey, (_, { params, body }) => addMerchantKey(hub, params.merchant, body)),
		route(createHost, (_, { body }) => admitHost(hub, body)),
		route(changeHost, (_, { params, body }) => changeAdmission(hub, params.host, body)),
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

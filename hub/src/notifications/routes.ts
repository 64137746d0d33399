import { finishNotification, getDigestSettings, listNotifications, putDigestSettings } from "@kontor/protocol";
import { merchantRoute } from "../http/merchant-route.ts";
import type { Route } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { digestSettings, setDigest } from "./digest.ts";
import { finish, notificationsOf } from "./notification-list.ts";

export function routes(hub: Hub): readonly Route[] {
	return [
		merchantRoute(hub, listNotifications, async (tx, { query }) => ({ items: await notificationsOf(tx, query.done) })),
		merchantRoute(hub, getDigestSettings, (tx) => digestSettings(tx)),
		merchantRoute(hub, putDigestSettings, (tx, { body }) => setDigest(tx, body)),
		merchantRoute(hub, finishNotification, (tx, { params }) => finish(tx, params.notification)),
	];
}

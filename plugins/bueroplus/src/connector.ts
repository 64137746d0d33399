import { ConnectorError, defineConnector } from "@kontor/connector";
import { annotate, markPaid, markPartiallyPaid, revokePayment } from "./commands.ts";
import { manifest, PAYMENT, VORGANG } from "./manifest.ts";
import { isInvoice, toOrder } from "./mapping.ts";
import { listOpen, pull } from "./pull.ts";
import { ruleEditor } from "./requests/rule-editor.ts";
import { findingsOf, tryRules } from "./requests/try-rules.ts";
import { settingsOf } from "./settings.ts";
import { erpOf } from "./source.ts";
import { statusRequests } from "./vorgangsstatus/status-requests.ts";

export const bueroplus = defineConnector(manifest, {
	async check(ctx) {
		try {
			const { identity, clock } = await erpOf(ctx).check();
			return { ok: true, identity, shopClock: clock };
		} catch (error) {
			if (!(error instanceof ConnectorError && error.fault === "bad-config")) throw error;
			const forMerchant = error.details.forMerchant ?? {
				de: "Der büro⁺-Server nimmt die Zugangsdaten nicht an.",
				en: "The büro⁺ server does not accept the credentials.",
			};
			return { ok: false, field: error.details.code === "BUEROPLUS_NO_EXPORT" ? "url" : "password", forMerchant };
		}
	},
	async describe(ctx) {
		const named = (id: string, title: string) => ({ id, title });
		return {
			paymentMethods: await erpOf(ctx).paymentMethods(),
			statuses: {
				[VORGANG]: [named("open", "Offen"), named("done", "Erledigt"), named("reversed", "Storniert")],
				[PAYMENT]: [named("open", "Offen"), named("partiallyPaid", "Teilweise bezahlt"), named("paid", "Bezahlt")],
			},
		};
	},
	pull,
	listOpen,
	async read(ctx, ref) {
		const vorgang = await erpOf(ctx).vorgang(ref);
		const settings = settingsOf(ctx);
		return vorgang === null || !isInvoice(vorgang, settings) ? null : toOrder(vorgang, settings);
	},
	statusRequests,
	requests: {
		layouts: async (ctx) => ({ layouts: (await erpOf(ctx).layouts()).map(({ title }) => title) }),
		"rule-editor": async (ctx) => ruleEditor(settingsOf(ctx)),
		"try-rules": tryRules,
		"check-rules": async (_ctx, { ruleSets }) => ({ findings: findingsOf(ruleSets) }),
	},
	commands: {
		"mark-paid": markPaid,
		"mark-partially-paid": markPartiallyPaid,
		"revoke-payment": revokePayment,
		annotate,
	},
});

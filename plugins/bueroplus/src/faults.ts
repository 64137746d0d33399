import { ConnectorError, type Effect, faultOfStatus, retryAfterMs, type Text } from "@kontor/connector";

const REFUSED: Text = {
	de: "Der büro⁺-Server nimmt Benutzer oder Passwort nicht an, oder dem Benutzer fehlen Rechte.",
	en: "The büro⁺ server does not accept the user or password, or the user lacks permissions.",
};

/** What the ERP's server means by an HTTP status. */
export function ofStatus(effect: Effect, response: Response, what: string, now: Date): ConnectorError {
	const { status } = response;
	const fault = faultOfStatus(effect, status);
	const retry = retryAfterMs(response.headers.get("retry-after"), now);
	return new ConnectorError(fault, `${what}: HTTP ${status}`, {
		code: `BUEROPLUS_HTTP_${status}`,
		http: { status },
		...(retry === undefined ? {} : { retryAfterMs: retry }),
		...(fault === "bad-config" ? { forMerchant: REFUSED } : {}),
	});
}

/** Read fields that are not what the configuration says they are: names to be looked at. Values are a customer's. */
export function unexpected(what: string, fields: string): ConnectorError {
	return new ConnectorError("unexpected-reply", `${what}: unexpected ${fields}`, {
		code: "BUEROPLUS_UNEXPECTED_FIELDS",
		forMerchant: {
			de: `Der büro⁺-Server antwortet anders als erwartet (${fields}). Bitte die Feldnamen in den Einstellungen prüfen.`,
			en: `The büro⁺ server answers otherwise than expected (${fields}). Please check the field names in the settings.`,
		},
	});
}

import type { Request, RequestHandler } from "express";
import type { Admission } from "../http/admission.ts";
import { sendPage, sendTooOften, UNKNOWN_LINK } from "./page.ts";

/**
 * Before anything is read: not for anybody who has no link of ours, and not all the time.
 * @param nameOf what the link of this token is about; null: it is none of ours
 */
export function admitted(admission: Admission, nameOf: (token: string) => string | null): RequestHandler {
	return (request, response, next) => {
		const name = nameOf(tokenOf(request));
		const waitMs = admission.openPage(request, name);
		if (waitMs > 0) sendTooOften(response, waitMs);
		else if (name === null) sendPage(response, UNKNOWN_LINK);
		else next();
	};
}

export function tokenOf(request: Request): string {
	const { token } = request.params;
	return typeof token === "string" ? token : "";
}

/**
 * A file of ours (`painFile`) without whose money some of its payments was: name, account and text go, id and amount stay. A
 * record of what left, and nothing to hand in: a bank needs whom to pay.
 */
export function withoutPayees(file: string, endToEndIds: ReadonlySet<string>): string {
	return file.replace(/<CdtTrfTxInf>.*?<\/CdtTrfTxInf>/gs, (payment) => {
		const [, id = ""] = /<EndToEndId>(.*?)<\/EndToEndId>/s.exec(payment) ?? [];
		return endToEndIds.has(id) ? payment.replace(PERSONAL, "") : payment;
	});
}

const PERSONAL = /\s*<(CdtrAgt|Cdtr|CdtrAcct|RmtInf)>.*?<\/\1>/gs;

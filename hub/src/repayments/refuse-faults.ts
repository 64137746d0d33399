import { problem } from "@kontor/protocol";
import { REPAYMENT_FAULTS, type RepaymentFault } from "@kontor/receivables";

/** @throws ProblemError 400 naming each field that speaks against it */
export function refuseFaults(faults: readonly RepaymentFault[]): void {
	const [first] = faults;
	if (first === undefined) return;
	const { field, de, en } = REPAYMENT_FAULTS[first];
	throw problem("INVALID_REQUEST", {
		detail: `${field}: ${en}`,
		forMerchant: { de, en },
		issues: faults.map((fault) => ({
			path: `body.${REPAYMENT_FAULTS[fault].field}`,
			message: `${fault}: ${REPAYMENT_FAULTS[fault].en}`,
		})),
	});
}

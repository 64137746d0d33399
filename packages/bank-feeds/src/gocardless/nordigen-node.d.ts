/** Its own types are not found by its `exports`, and know only `any`. This is the part that is used. */
declare module "nordigen-node" {
	export interface NordigenRequest {
		/** Without the base URL: "accounts/<id>/details". */
		readonly endpoint: string;
		readonly parameters?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
		readonly method?: string;
	}

	/** The answers are what `request` gives, not looked at by the library. */
	export default class NordigenClient {
		constructor(keys: { secretId: string; secretKey: string; baseUrl: string });
		readonly baseUrl: string;
		readonly headers: Record<string, string>;
		set token(token: string);
		readonly institution: {
			getInstitutions(given: { country: string }): Promise<unknown>;
			getInstitutionById(id: string): Promise<unknown>;
		};
		readonly agreement: {
			createAgreement(given: {
				institutionId: string;
				maxHistoricalDays: number;
				accessValidForDays: number;
			}): Promise<unknown>;
			getAgreementById(id: string): Promise<unknown>;
		};
		readonly requisition: {
			createRequisition(given: {
				redirectUrl: string;
				institutionId: string;
				agreement: string;
				reference: string;
			}): Promise<unknown>;
			getRequisitionById(id: string): Promise<unknown>;
		};
		account(id: string): { getMetadata(): Promise<unknown>; getDetails(): Promise<unknown> };
		request(request: NordigenRequest): Promise<unknown>;
		generateToken(): Promise<{ access: string; access_expires: number }>;
	}
}

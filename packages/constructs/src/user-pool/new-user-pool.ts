import type { ResolvedUserPoolSource } from "@fairlead/model";
import { Duration, RemovalPolicy } from "aws-cdk-lib";
import {
  AccountRecovery,
  CfnUserPool,
  FeaturePlan,
  Mfa,
  StandardThreatProtectionMode,
  UserPool,
  UserPoolEmail,
} from "aws-cdk-lib/aws-cognito";
import type { Construct } from "constructs";

type NewUserPool = Extract<ResolvedUserPoolSource, { kind: "create" }>;

const MFA = { off: Mfa.OFF, optional: Mfa.OPTIONAL, required: Mfa.REQUIRED } as const;

const PLANS = { lite: FeaturePlan.LITE, essentials: FeaturePlan.ESSENTIALS, plus: FeaturePlan.PLUS } as const;

/** A pool as it was described. */
export function newUserPool(scope: Construct, name: string, pool: NewUserPool): UserPool {
  const made = new UserPool(scope, "Pool", {
    userPoolName: name,
    selfSignUpEnabled: pool.selfSignUp,
    signInAliases: { email: pool.signInWith === "email", username: pool.signInWith === "username" },
    // Two users whose names differ in capitals alone are one who made a slip.
    signInCaseSensitive: false,
    autoVerify: { email: true },
    // A changed address counts once its owner has answered from it; until then the old one goes on.
    keepOriginal: { email: true },
    standardAttributes: { email: { required: true, mutable: true } },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    mfa: MFA[pool.mfa],
    ...(pool.mfa === "off" ? {} : { mfaSecondFactor: { otp: true, sms: false } }),
    passwordPolicy: {
      minLength: pool.passwordLength,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(pool.invitationDays),
    },
    featurePlan: PLANS[pool.plan],
    ...(pool.plan === "plus" ? { standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION } : {}),
    ...(pool.emailFrom === null ? {} : { email: senderOf(pool.emailFrom) }),
    deletionProtection: pool.deletionProtection,
    removalPolicy: pool.deletionProtection ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
  });
  if (made.node.defaultChild instanceof CfnUserPool) {
    // CDK writes a text message even where none is ever sent.
    made.node.defaultChild.smsVerificationMessage = undefined;
    made.node.defaultChild.addPropertyDeletionOverride("VerificationMessageTemplate.SmsMessage");
  }
  return made;
}

/** The domain is what SES has verified, so that every address of it may send. */
const senderOf = (address: string): UserPoolEmail =>
  UserPoolEmail.withSES({ fromEmail: address, sesVerifiedDomain: address.slice(address.indexOf("@") + 1) });

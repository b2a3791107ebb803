import type { Address } from "../address.js";

/** An edge that a reference opened. What is not in this list is closed. */
export type Connection =
  /** TCP from one part's security group to another's. */
  | {
      readonly kind: "network";
      readonly from: Address;
      readonly to: Address;
      readonly port: number;
      readonly because: string;
    }
  /** The execution role of `from` may read the secret or the parameter `to`, to hand it to the container as it starts. */
  | { readonly kind: "injection"; readonly from: Address; readonly to: Address; readonly because: string }
  /** The task role of `from`, and so its own code, may do something with `to`. */
  | {
      readonly kind: "permission";
      readonly from: Address;
      readonly to: Address;
      readonly access: Access;
      readonly because: string;
    };

/** What a permission lets the code of a container do; the constructs say in which actions that consists. */
export type Access =
  | "read-objects"
  | "write-objects"
  | "send-messages"
  | "receive-messages"
  | "read-files"
  | "write-files"
  | "invoke-model"
  /** Everything that is done to the users of a pool. */
  | "administer";

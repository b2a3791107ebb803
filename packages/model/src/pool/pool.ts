/** EC2 instances for tasks. Services that state the same share them; the larger of two ranges holds. */
export interface PoolOptions {
  /**
   * For example `"m7g.large"`. Several, all of one architecture, on Spot above all: when one is taken away the others may still be
   * had. A task must fit on the smallest.
   */
  readonly instanceType: string | readonly string[];
  /** Up to 90 % less, taken away with two minutes' notice; default false. */
  readonly spot?: boolean | undefined;
  /** Default 0: instances come when tasks need them, in about two minutes, and go when none does. */
  readonly minInstances?: number | undefined;
  /** Default what the services' most tasks need, and a release beside them. */
  readonly maxInstances?: number | undefined;
  /** GiB of each instance's disk, 30 to 1000; default 50, with GPUs 100: images with CUDA take ten and more. */
  readonly disk?: number | undefined;
  /**
   * Whether the account's setting `awsvpcTrunking` is on, which lets many more tasks onto an instance; default false, which is
   * AWS's own. (`aws ecs put-account-setting-default --name awsvpcTrunking --value enabled`)
   */
  readonly trunking?: boolean | undefined;
}

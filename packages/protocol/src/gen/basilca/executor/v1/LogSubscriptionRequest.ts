// Original file: proto/basilca/executor/v1/executor_control.proto


export interface LogSubscriptionRequest {
  'containerId'?: (string);
  'sources'?: (string)[];
  'follow'?: (boolean);
  /**
   * 0 means all.
   */
  'tailLines'?: (number);
  'levelFilter'?: (string);
  'validatorHotkey'?: (string);
}

export interface LogSubscriptionRequest__Output {
  'containerId': (string);
  'sources': (string)[];
  'follow': (boolean);
  /**
   * 0 means all.
   */
  'tailLines': (number);
  'levelFilter': (string);
  'validatorHotkey': (string);
}

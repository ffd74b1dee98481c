// Original file: proto/basilca/executor_management/v1/executor_management.proto


export interface SSHKeyUpdate {
  'operation'?: (string);
  'validatorHotkey'?: (string);
  'sshPublicKey'?: (string);
  'minerHotkey'?: (string);
  'signature'?: (string);
}

export interface SSHKeyUpdate__Output {
  'operation': (string);
  'validatorHotkey': (string);
  'sshPublicKey': (string);
  'minerHotkey': (string);
  'signature': (string);
}

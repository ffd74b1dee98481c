// Original file: proto/headframe/executor/v1/executor.proto


export interface InstallDelegationResponse {
}

export interface InstallDelegationResponse__Output {
}

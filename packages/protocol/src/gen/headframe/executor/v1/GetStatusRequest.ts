// Original file: proto/headframe/executor/v1/executor.proto


export interface GetStatusRequest {
}

export interface GetStatusRequest__Output {
}

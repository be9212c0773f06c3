namespace RnnGen.Training;

/// <summary>One use of weights: y = x W + h U + b, where all but y may be absent.</summary>
internal sealed record Affine(
    TorchTensor Y, TorchTensor? X, Parameter? W, TorchTensor? H, Parameter? U, Parameter? B);

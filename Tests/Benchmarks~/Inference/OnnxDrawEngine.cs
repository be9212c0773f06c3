using Microsoft.ML.OnnxRuntime;

namespace RnnGen.Benchmarks;

/// <summary>ONNX Runtime on the CPU, painting a picture in one run, with all memory bound beforehand.</summary>
internal sealed class OnnxDrawEngine : StepEngine
{
    private readonly InferenceSession session;
    private readonly RunOptions run = new();
    private readonly OrtIoBinding binding;
    private readonly float[] chance;
    private readonly OrtValue input;
    private readonly OrtValue output;
    private readonly float[][] noise;

    public OnnxDrawEngine(byte[] model, float[][] noise, DrawConfig config)
        : base("onnx", config.Values)
    {
        this.noise = noise;
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        session = new InferenceSession(model, options);
        binding = session.CreateIoBinding();
        chance = new float[config.Steps * config.Latent];
        input = OrtValue.CreateTensorValueFromMemory(chance, [config.Steps, config.Latent]);
        output = OrtValue.CreateTensorValueFromMemory(Logits, [config.Height, config.Width]);
        binding.BindInput("noise", input);
        binding.BindOutput("canvas", output);
    }

    /// <summary>Paints a picture.</summary>
    public override void Step(int token)
    {
        noise[token].CopyTo(chance, 0);
        session.RunWithBinding(run, binding);
    }

    public override void Dispose()
    {
        binding.Dispose();
        input.Dispose();
        output.Dispose();
        run.Dispose();
        session.Dispose();
        base.Dispose();
    }
}

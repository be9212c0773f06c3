using Microsoft.ML.OnnxRuntime;

namespace RnnGen.Benchmarks;

/// <summary>
/// ONNX Runtime on the CPU with all memory bound beforehand, so that a step copies nothing.
/// </summary>
/// <remarks>
/// The states have two places in turn: one step reads the first and writes the second, the next back.
/// </remarks>
internal sealed class OnnxEngine : StepEngine
{
    private readonly List<IDisposable> owned = [];
    private readonly InferenceSession session;
    private readonly RunOptions run = new();
    private readonly OrtIoBinding[] turns;
    private readonly long[] token = new long[1];
    private readonly float[] oneHot;
    private int turn;

    public OnnxEngine(string name, byte[] model, int tokens)
        : base(name, tokens)
    {
        oneHot = new float[tokens];
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        session = new InferenceSession(model, options);
        turns = [session.CreateIoBinding(), session.CreateIoBinding()];
        foreach (var (input, about) in session.InputMetadata)
        {
            var shape = Array.ConvertAll(about.Dimensions, size => (long)size);
            if (input == "token") BindInput(input, Own(OrtValue.CreateTensorValueFromMemory(token, shape)));
            else if (input == "x") BindInput(input, Own(OrtValue.CreateTensorValueFromMemory(oneHot, shape)));
            else BindState(input, shape);
        }

        var logits = Array.ConvertAll(session.OutputMetadata["logits"].Dimensions, size => (long)size);
        var scores = Own(OrtValue.CreateTensorValueFromMemory(Logits, logits));
        foreach (var binding in turns) binding.BindOutput("logits", scores);
    }

    public override void Step(int token)
    {
        oneHot[this.token[0]] = 0;
        oneHot[token] = 1;
        this.token[0] = token;
        session.RunWithBinding(run, turns[turn]);
        turn ^= 1;
    }

    public override void Dispose()
    {
        foreach (var binding in turns) binding.Dispose();
        foreach (var value in owned) value.Dispose();
        run.Dispose();
        session.Dispose();
        base.Dispose();
    }

    private void BindState(string name, long[] shape)
    {
        var size = (int)shape.Aggregate(1L, (a, b) => a * b);
        var here = Own(OrtValue.CreateTensorValueFromMemory(new float[size], shape));
        var there = Own(OrtValue.CreateTensorValueFromMemory(new float[size], shape));
        turns[0].BindInput(name, here);
        turns[0].BindOutput(name + "_", there);
        turns[1].BindInput(name, there);
        turns[1].BindOutput(name + "_", here);
    }

    private void BindInput(string name, OrtValue value)
    {
        foreach (var binding in turns) binding.BindInput(name, value);
    }

    private OrtValue Own(OrtValue value)
    {
        owned.Add(value);
        return value;
    }
}

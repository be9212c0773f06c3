using TorchSharp;

namespace RnnGen.Training;

/// <summary>Represents gradients computed by libtorch.</summary>
/// <remarks>
/// libtorch is not asked for the gradients of weights. It differentiates down to the outputs of the affine
/// maps, and what flows back there is multiplied with their inputs afterwards, in place: dW = Σ xᵀ dy.
/// Autograd would allocate and add a matrix as large as the weights at every step; without, a network
/// unrolled step by step trains faster than libtorch's own fused LSTM, whatever its cell.
/// </remarks>
public sealed class TorchGradients : GradientEngine
{
    private readonly ParameterSet parameters;
    private readonly TorchBackend backend;

    /// <summary>Initializes an engine on a CUDA device if there is one, else on the processor.</summary>
    /// <param name="parameters">The parameters that gradients are wanted of.</param>
    /// <param name="threads">How many threads libtorch may use, in the whole process.</param>
    /// <param name="exact">Whether to compute in float64, for checks, instead of float32.</param>
    /// <exception cref="TorchUnavailableException">libtorch cannot be loaded.</exception>
    public TorchGradients(ParameterSet parameters, int threads, bool exact = false)
    {
        TorchLibrary.UseThreads(threads);
        this.parameters = parameters;
        backend = new TorchBackend(exact);
    }

    /// <inheritdoc/>
    public override double Differentiate(
        Func<Backend, Tensor?> window, double weight, WeightVector gradients)
    {
        using var scope = torch.NewDisposeScope();
        var maps = new List<Affine>();
        backend.NextStep();
        using Scalar factor = weight;
        torch.Tensor loss;
        backend.Record = maps;
        try
        {
            loss = ((TorchTensor)window(backend)!).Value.sum().mul(factor);
        }
        finally
        {
            backend.Record = null;
        }

        var slopes = torch.autograd.grad([loss], maps.ConvertAll(map => map.Y.Value), allow_unused: true);
        var sums = new Dictionary<Parameter, torch.Tensor>();
        for (var i = 0; i < maps.Count; i++)
        {
            if (!slopes[i].IsInvalid)
            {
                Multiply(maps[i], slopes[i], sums);
            }
        }

        for (var i = 0; i < parameters.Count; i++)
        {
            Copy(sums.GetValueOrDefault(parameters[i]), gradients[i]);
        }

        return Finish(loss);
    }

    /// <inheritdoc/>
    public override double Evaluate(Func<Backend, Tensor?> window, double weight)
    {
        using var scope = torch.NewDisposeScope();
        backend.NextStep();
        using Scalar factor = weight;
        return Finish(((TorchTensor)window(backend)!).Value.sum().mul(factor));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        backend.Dispose();
    }

    private void Multiply(Affine map, torch.Tensor slope, Dictionary<Parameter, torch.Tensor> sums)
    {
        if (map.B is not null)
        {
            Sum(map.B, sums).add_(slope.sum(0, keepdim: true), TorchScalar.One);
        }

        Multiply(map.X, map.W, slope, sums);
        Multiply(map.H, map.U, slope, sums);
    }

    private void Multiply(
        TorchTensor? x, Parameter? w, torch.Tensor slope, Dictionary<Parameter, torch.Tensor> sums)
    {
        if (x is null)
        {
            return;
        }

        if (x.Tokens is not null)
        {
            Sum(w!, sums).index_add_(0, x.Tokens, slope, TorchScalar.One);
        }
        else
        {
            Sum(w!, sums).addmm_(x.Value.detach().t(), slope, 1, 1);
        }
    }

    private torch.Tensor Sum(Parameter parameter, Dictionary<Parameter, torch.Tensor> sums)
    {
        if (!sums.TryGetValue(parameter, out var sum))
        {
            sum = backend.Zeros(parameter);
            sums.Add(parameter, sum);
        }

        return sum;
    }

    private static void Copy(torch.Tensor? from, Span<float> to)
    {
        if (from is null)
        {
            to.Clear();
        }
        else
        {
            from.to(torch.float32).cpu().data<float>().CopyTo(to);
        }
    }

    private double Finish(torch.Tensor loss)
    {
        // Not item(), which makes a scalar.
        var value = loss.detach().to(torch.float64).cpu().data<double>().ToArray();
        backend.Forget();
        return value[0];
    }

    /// <summary>Gets whether libtorch finds a CUDA device.</summary>
    /// <exception cref="TorchUnavailableException">libtorch cannot be loaded.</exception>
    public static bool HasCuda
    {
        get
        {
            TorchLibrary.Load();
            return torch.cuda.is_available();
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Backend> Backends => [backend];

    /// <inheritdoc/>
    public override string Name => "torch";
}
